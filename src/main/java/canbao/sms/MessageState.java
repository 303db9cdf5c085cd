package canbao.sms;

/** Where a message is. Only {@code PLANNED} is ever claimed, and {@code IN_DOUBT} never becomes {@code PLANNED} by itself. */
public enum MessageState {
    PLANNED,
    /** An intent to write it is committed. */
    IN_FLIGHT,
    /** The gateway took it. */
    ACCEPTED,
    /** The handset has it. */
    DELIVERED,
    FAILED,
    /** It may or may not have left; only a receipt or a person can tell. */
    IN_DOUBT,
    CANCELLED
}
