package dev.framecast.internal;

/**
 * A wake-up of framecast's own, known to return at once and to throw nothing but Errors: it may run
 * on a capture thread. All others are somebody's code, and run on a thread of their own.
 */
@FunctionalInterface
public interface DirectWakeUp extends Runnable {}
