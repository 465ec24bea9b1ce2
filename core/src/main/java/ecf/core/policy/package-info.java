/// Policies turn what was seen into proposals. One record, one file, one policy; `PolicyType` is
/// the registry.
@NullMarked
package ecf.core.policy;

import org.jspecify.annotations.NullMarked;
