/** Who may see which cameras, by Spring Security. */
@NullMarked
package dev.framecast.spring.security;

import org.jspecify.annotations.NullMarked;
