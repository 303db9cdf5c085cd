package canbao.routes.door;

import canbao.model.batch.Refusal;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the hub's door wants to be told what ours know, and how it refuses.
 *
 * @param number the exchange property for a batch number (a text)
 * @param asOf the exchange property for the batch's day (a LocalDate)
 * @param control the exchange property for what the sender says the batch adds up to (a Control)
 * @param refusal what a failure says to the sender, when it is a refusal and not trouble of ours
 */
public record Wiring(String number, String asOf, String control, Function<Throwable, Optional<Refusal>> refusal) {}
