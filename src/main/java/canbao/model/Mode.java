package canbao.model;

/** What a batch is: an agency's whole list, in which absence means withdrawal, or increments. */
public enum Mode {
    SNAPSHOT,
    DELTA
}
