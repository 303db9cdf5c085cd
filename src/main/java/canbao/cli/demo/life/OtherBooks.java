package canbao.cli.demo.life;

import canbao.sim.CivilAffairsSimulator;
import canbao.sim.InsurerSimulator;
import canbao.sim.SchoolOffice;
import canbao.sim.TaxSimulator;
import canbao.sim.sms.Handsets;

/** What the others have written down themselves; and a school, which can ask. */
public record OtherBooks(
        InsurerSimulator insurer,
        TaxSimulator tax,
        CivilAffairsSimulator civilAffairs,
        Handsets handsets,
        SchoolOffice school) {}
