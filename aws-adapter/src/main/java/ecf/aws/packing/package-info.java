/// What runs on the instances of ECS clusters.
@NullMarked
package ecf.aws.packing;

import org.jspecify.annotations.NullMarked;
