package planted.canbao.campaign;

/** A feature. */
public record Plan(int reminders) {}
