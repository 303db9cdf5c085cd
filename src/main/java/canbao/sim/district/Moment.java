package canbao.sim.district;

/** When an agency learns of something, relative to the one reminder campaign of the demo. */
public enum Moment {
    BEFORE_PLAN,
    BETWEEN_PLAN_AND_SEND,
    AFTER_SEND
}
