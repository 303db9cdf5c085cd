package planted.canbao;

/** In the root package. */
public record Homeless(int rooms) {}
