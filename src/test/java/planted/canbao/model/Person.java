package planted.canbao.model;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Knows the JDK only, and annotations that nothing reads at run time. */
public record Person(LocalDate born, @Nullable LocalDate died) {}
