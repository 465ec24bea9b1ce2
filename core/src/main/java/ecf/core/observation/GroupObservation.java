package ecf.core.observation;

import ecf.core.memory.TargetMemory;
import ecf.core.model.TargetState;
import java.time.Instant;

/// One group of registered members, as seen by one pass.
public record GroupObservation(TargetState.Group target, TargetMemory memory, Instant now) {}
