// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that is kept about accounts, tokens and sessions.
 *
 * @param newest the latest time that was known when this was written.
 * @param accounts by name.
 * @param tokens by name.
 * @param sessions by the hash of the cookie, the oldest first.
 */
record AccessState(
    Instant newest,
    Map<String, Account> accounts,
    Map<String, Token> tokens,
    Map<String, Session> sessions) {

  static final AccessState EMPTY = new AccessState(Instant.EPOCH, Map.of(), Map.of(), Map.of());

  /** Copies the maps. */
  AccessState {
    accounts = new TreeMap<>(accounts);
    tokens = new TreeMap<>(tokens);
    sessions = new LinkedHashMap<>(sessions);
  }

  /**
   * Somebody with a password.
   *
   * @param role what they may do.
   * @param password its hash.
   */
  record Account(Role role, PasswordHash password) {}

  /**
   * A program with a token.
   *
   * @param role what it may do.
   * @param hash of the token.
   * @param expires when it ends; empty if it does not.
   * @param ended whether it was seen to have ended: then it has, whatever the clock says.
   * @param used when it was last used, to the hour.
   */
  record Token(
      Role role, String hash, Optional<Instant> expires, boolean ended, Optional<Instant> used) {

    /** Returns whether it has ended at a time. */
    boolean isOver(Instant now) {
      return ended || expires.filter(end -> !now.isBefore(end)).isPresent();
    }

    private Token endedBy(Instant now) {
      return new Token(role, hash, expires, isOver(now), used);
    }

    /** The same token, used at a time. */
    Token usedAt(Instant time) {
      return new Token(role, hash, expires, ended, Optional.of(time));
    }
  }

  /**
   * A log-in.
   *
   * @param account whose.
   * @param ends when it ends.
   */
  record Session(String account, Instant ends) {}

  boolean hasAnybody() {
    return !accounts.isEmpty() || !tokens.isEmpty();
  }

  /** Returns a copy without sessions that have ended, in which tokens that have are marked. */
  AccessState endedBy(Instant now) {
    AccessState next = new AccessState(now, accounts, tokens, sessions);
    next.sessions.values().removeIf(session -> !now.isBefore(session.ends()));
    next.tokens.replaceAll((name, token) -> token.endedBy(now));
    return next;
  }

  /** Removes the oldest session if there are too many, or too many of an account. */
  void makeRoom(String account, int most, int mostOfOne) {
    long ofOne = sessions.values().stream().filter(one -> one.account().equals(account)).count();
    boolean full = sessions.size() >= most;
    if (full || ofOne >= mostOfOne) {
      sessions.entrySet().stream()
          .filter(one -> full || one.getValue().account().equals(account))
          .map(Map.Entry::getKey)
          .findFirst()
          .ifPresent(sessions::remove);
    }
  }

  /** Removes all sessions of an account. */
  void endSessions(String account) {
    sessions.values().removeIf(session -> session.account().equals(account));
  }

  List<AccountView> accountViews(Instant now) {
    List<AccountView> views = new ArrayList<>();
    accounts.forEach(
        (name, account) -> {
          long live =
              sessions.values().stream()
                  .filter(one -> one.account().equals(name) && now.isBefore(one.ends()))
                  .count();
          views.add(new AccountView(name, account.role(), (int) live));
        });
    return views;
  }

  List<TokenView> tokenViews(Instant now) {
    List<TokenView> views = new ArrayList<>();
    tokens.forEach(
        (name, token) ->
            views.add(
                new TokenView(
                    name, token.role(), token.expires(), token.isOver(now), token.used())));
    return views;
  }
}
