package canbao.model.batch;

import canbao.model.FeedId;
import java.time.Instant;

/** A sighting with its source and version, so that an older word never replaces a newer one of the same source. */
public record SightingFrom(Sighting sighting, FeedId source, Instant version) {}
