package dev.framecast.access;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Says who may see which cameras. Asked for every request, whatever it is for, before anything
 * about cameras is looked at; the page, the JSON, streams and snapshots then show the cameras that
 * were allowed, as if there were no others.
 *
 * <pre>{@code
 * Access access = request -> {
 *   Person person = sessions.find(request.header("Cookie"));
 *   return CompletableFuture.completedFuture(
 *       person == null ? Verdict.deny() : Verdict.allowOnly(person.cameras()));
 * };
 * MjpegServer.builder(cameras).access(access).start();
 * }</pre>
 *
 * <p>Ready ones: {@link BasicAccess} (names and passwords), {@link TokenAccess} (bearer tokens, and
 * a login form), {@link SignedAddresses} (addresses that expire), {@link #principal()} and {@link
 * #role} (a servlet container's own login). {@link #anyOf} combines them.
 *
 * <p>Threads: called by many at the same time; in Netty on threads of the handler's own, never on
 * an event loop, and in servlet containers on the thread of the request. It may block there, at the
 * price of that thread, or answer later. Who has not answered in time ({@code
 * HttpRules.Builder.accessTimeout}), throws or answers null has not allowed anything.
 */
@FunctionalInterface
public interface Access {

  /** Everybody sees everything. Not even asked. */
  Access EVERYBODY = request -> CompletableFuture.completedFuture(Verdict.allow());

  /**
   * Decides what a request may see.
   *
   * @param request what was asked for, and by whom as far as that is known
   * @return completed with the verdict, on any thread; one that fails allows nothing
   */
  CompletionStage<Verdict> ask(AccessRequest request);

  /**
   * Asks each in turn, until one allows the request. If none does, the verdict is the first that
   * says to try later, or says in words why not; else all challenges together; else no. One that
   * fails is passed over, but where nobody allows the request the failure is the answer.
   *
   * @param ways at least one, asked in this order
   * @return all of them as one
   */
  static Access anyOf(Access... ways) {
    List<Access> all = List.of(ways);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("anyOf(): must be one or more");
    }
    return new AnyOf(all);
  }

  /**
   * {@return an access by which whoever has logged in to the servlet container sees everything; in
   * Netty nobody does}
   */
  static Access principal() {
    return request -> {
      String name = request.principal();
      return CompletableFuture.completedFuture(
          name == null ? Verdict.deny() : Verdict.allow().user(name));
    };
  }

  /**
   * {@return an access by which whoever has that role in the servlet container sees everything; in
   * Netty nobody does}
   *
   * @param role the role's name, as the container knows it
   */
  static Access role(String role) {
    Objects.requireNonNull(role, "role");
    return request -> {
      String name = request.principal();
      return CompletableFuture.completedFuture(
          name != null && request.isInRole(role) ? Verdict.allow().user(name) : Verdict.deny());
    };
  }
}
