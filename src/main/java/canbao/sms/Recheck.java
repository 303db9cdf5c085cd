package canbao.sms;

import java.time.Clock;

/** Whom the send loop asks at the moment of claiming: the vault's phones, the ledger's cases, and the time of day. */
public record Recheck(PhoneBook phoneBook, StillDue stillDue, Clock clock) {}
