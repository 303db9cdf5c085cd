package planted.canbao.ledger;

import planted.canbao.sim.SmsCentre;

public record ImportsSim(SmsCentre centre) {}
