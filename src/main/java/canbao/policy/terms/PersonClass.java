package canbao.policy.terms;

/** A class of persons with tariffs of its own; the first class of a policy whose condition is met applies. */
public record PersonClass(String code, When when) {}
