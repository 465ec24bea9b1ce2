/// How large the tasks of ECS services are, and how they become larger or smaller.
@NullMarked
package ecf.aws.unit;

import org.jspecify.annotations.NullMarked;
