package canbao.sms.cmpp;

/** A message with the sequence id that ties an answer to its request. */
public record CmppPdu(int sequence, CmppMessage message) {}
