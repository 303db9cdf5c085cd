package canbao.model.message;

import canbao.model.PersonKey;

/** Who is told of what, once and for ever: the same four values never lead to a second text. */
public record Reminder(PersonKey person, String topic, int coverageYear, String stage) {}
