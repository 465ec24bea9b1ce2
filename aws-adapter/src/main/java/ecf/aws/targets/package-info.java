/// Scalable targets of AWS: their types, how they are described, what else is asked before a
/// change, and how changes are sent. Each adapter is a class that calls and a class that maps,
/// purely.
@NullMarked
package ecf.aws.targets;

import org.jspecify.annotations.NullMarked;
