package planted.canbao.sms.cmpp;

import planted.canbao.campaign.Plan;

/** A feature's inner package is the feature. */
public record ImportsCampaign(Plan plan) {}
