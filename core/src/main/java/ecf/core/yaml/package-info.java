/// The first phase of reading a configuration: text to a node tree with positions, and typed access
/// to its fields that records every problem and goes on. Knows YAML, units and spelling; knows
/// nothing of targets or policies.
@NullMarked
package ecf.core.yaml;

import org.jspecify.annotations.NullMarked;
