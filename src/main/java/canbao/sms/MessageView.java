package canbao.sms;

import java.time.Instant;
import java.util.UUID;

/** A message as a page may show it: the phone is masked, {@code reason} is empty or a code, {@code time} the last change. */
public record MessageView(
        UUID id, String maskedPhone, String text, int segments, MessageState state, String reason, Instant time) {}
