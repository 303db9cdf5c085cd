package planted.canbao.misc;

import planted.canbao.model.Person;

/** In a package that nobody planned. */
public record Anything(Person person) {}
