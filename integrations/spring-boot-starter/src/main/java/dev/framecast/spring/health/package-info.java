/** Which cameras are down, for Actuator. */
@NullMarked
package dev.framecast.spring.health;

import org.jspecify.annotations.NullMarked;
