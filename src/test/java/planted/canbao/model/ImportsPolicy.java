package planted.canbao.model;

import planted.canbao.policy.Rules;

public record ImportsPolicy(Rules rules) {}
