// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.metergate.access.AccessState.Account;
import org.metergate.access.AccessState.Session;
import org.metergate.access.AccessState.Token;
import org.metergate.spi.time.TimeSource;

/**
 * The accounts, tokens and sessions, in memory and in {@code access.json}. What its owner changes
 * is in the file before the method returns, or not changed at all. At most 20 accounts, 50 tokens
 * and 100 sessions, 20 of one account: the oldest session ends for a new one. Any thread.
 */
public final class AccessBook {
  private static final System.Logger LOG = System.getLogger("metergate");
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._@-]{0,39}");
  private static final int MOST_ACCOUNTS = 20;
  private static final int MOST_TOKENS = 50;
  private static final int MOST_SESSIONS = 100;
  private static final int MOST_OF_ONE = 20;

  private final AccessFile file;
  private final ForwardClock clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile AccessState state;

  private AccessBook(AccessFile file, AccessState state, TimeSource time) {
    this.file = file;
    this.state = state;
    this.clock = new ForwardClock(time, state.newest());
  }

  /**
   * Reads the file.
   *
   * @param path {@code access.json}; nobody is in it if there is none.
   * @param time the clock.
   * @return the book, of which there must be one for a file at a time.
   * @throws AccessException if the file is damaged, of another program or open to others.
   */
  public static AccessBook open(Path path, TimeSource time) throws AccessException {
    AccessFile file = new AccessFile(path);
    return new AccessBook(file, file.read(), time);
  }

  /** Returns whether there is an account or a token. */
  public boolean hasAnybody() {
    return state.hasAnybody();
  }

  /**
   * Has somebody told after each change of accounts or tokens, and after sessions were ended.
   *
   * @param listener called on the thread that changes it.
   */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /**
   * Sets the password of an account and ends its sessions.
   *
   * @param name of a new or an existing account.
   * @param role its new role; empty keeps that of an existing one, and lets a new one change.
   * @param password its hash.
   * @return whether the account is new.
   * @throws AccessException with a sentence.
   */
  public synchronized boolean setPassword(String name, Optional<Role> role, PasswordHash password)
      throws AccessException {
    requireName(name, "an account");
    Account before = state.accounts().get(name);
    if (before == null && state.accounts().size() >= MOST_ACCOUNTS) {
      throw new AccessException(
          "There are "
              + MOST_ACCOUNTS
              + " accounts already; remove one with: metergate password"
              + " NAME --remove");
    }
    Role kept = before == null ? Role.CHANGE : before.role();
    change(
        next -> {
          next.accounts().put(name, new Account(role.orElse(kept), password));
          next.endSessions(name);
        });
    return before == null;
  }

  /**
   * Removes an account with its sessions.
   *
   * @param name of an account.
   * @throws AccessException with a sentence.
   */
  public synchronized void removeAccount(String name) throws AccessException {
    existing(name);
    change(
        next -> {
          next.accounts().remove(name);
          next.endSessions(name);
        });
  }

  /**
   * Ends the sessions of an account.
   *
   * @param name of an account.
   * @return how many there were.
   * @throws AccessException with a sentence.
   */
  public synchronized int endSessions(String name) throws AccessException {
    existing(name);
    int before = state.sessions().size();
    change(
        next -> {
          next.endSessions(name);
        });
    return before - state.sessions().size();
  }

  /**
   * Adds a token.
   *
   * @param name of a new token.
   * @param role of it.
   * @param hash of {@link Secrets#newToken()}.
   * @param expires when it ends; empty for never.
   * @throws AccessException with a sentence.
   */
  public synchronized void addToken(String name, Role role, String hash, Optional<Instant> expires)
      throws AccessException {
    requireName(name, "a token");
    if (state.tokens().containsKey(name)) {
      throw new AccessException(
          "There is a token '" + name + "' already; remove it first, or take another name.");
    }
    if (state.tokens().size() >= MOST_TOKENS) {
      throw new AccessException(
          "There are "
              + MOST_TOKENS
              + " tokens already; remove one with: metergate token remove"
              + " NAME");
    }
    change(
        next -> {
          next.tokens().put(name, new Token(role, hash, expires, false, Optional.empty()));
        });
  }

  /**
   * Removes a token.
   *
   * @param name of a token.
   * @throws AccessException with a sentence.
   */
  public synchronized void removeToken(String name) throws AccessException {
    if (!state.tokens().containsKey(name)) {
      throw new AccessException("There is no token '" + name + "'.");
    }
    change(
        next -> {
          next.tokens().remove(name);
        });
  }

  /** Returns all accounts, by name. */
  public List<AccountView> accounts() {
    return state.accountViews(clock.now());
  }

  /** Returns all tokens, by name. */
  public List<TokenView> tokens() {
    return state.tokenViews(clock.now());
  }

  Instant now() {
    return clock.now();
  }

  Optional<Account> account(String name) {
    return Optional.ofNullable(state.accounts().get(name));
  }

  /** Returns whose a session is, if it has not ended. */
  Optional<String> session(String hash) {
    return Optional.ofNullable(state.sessions().get(hash))
        .filter(session -> clock.now().isBefore(session.ends()))
        .map(Session::account);
  }

  /** Returns a token with its name, if it has not ended. */
  Optional<Map.Entry<String, Token>> token(String hash) {
    for (Map.Entry<String, Token> entry : state.tokens().entrySet()) {
      if (entry.getValue().hash().equals(hash)) {
        return Optional.of(entry).filter(found -> !found.getValue().isOver(clock.now()));
      }
    }
    return Optional.empty();
  }

  /** Starts a session, unless the account is another one by now; the disk may refuse it. */
  synchronized boolean startSession(String hash, String name, Account account, Duration length) {
    if (state.accounts().get(name) != account) {
      return false;
    }
    AccessState next = state.endedBy(clock.now());
    next.makeRoom(name, MOST_SESSIONS, MOST_OF_ONE);
    next.sessions().put(hash, new Session(name, clock.now().plus(length)));
    keep(next);
    return true;
  }

  synchronized void endSession(String hash) {
    if (state.sessions().containsKey(hash)) {
      AccessState next = state.endedBy(clock.now());
      next.sessions().remove(hash);
      keep(next);
    }
  }

  /** Takes a state that is worth more than the disk: it counts even if it cannot be written. */
  private void keep(AccessState next) {
    state = next;
    try {
      file.write(next);
    } catch (AccessException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          e.getMessage() + " Log-ins and log-outs of now are lost with the next restart.");
    }
  }

  /** Writes when tokens were used. */
  synchronized void noteUse(Map<String, Instant> used) throws AccessException {
    AccessState next = state.endedBy(clock.now());
    used.forEach(
        (name, time) -> next.tokens().computeIfPresent(name, (same, token) -> token.usedAt(time)));
    file.write(next);
    state = next;
  }

  /**
   * Carries out a change of the owner, who vouches for the clock as it is now: what has ended by
   * the time that was known before stays ended, and no session lasts longer than from now on.
   */
  private void change(Consumer<AccessState> change) throws AccessException {
    AccessState ended = state.endedBy(clock.now());
    Instant now = clock.reset();
    ended.sessions().values().removeIf(one -> one.ends().isAfter(now.plus(AccessRoom.SESSION)));
    AccessState next = new AccessState(now, ended.accounts(), ended.tokens(), ended.sessions());
    change.accept(next);
    file.write(next);
    state = next;
    listeners.forEach(Runnable::run);
  }

  private Account existing(String name) throws AccessException {
    Account account = state.accounts().get(name);
    if (account == null) {
      throw new AccessException(
          state.accounts().isEmpty()
              ? "There is no account '" + name + "', and no other; add one with: metergate password"
              : "There is no account '"
                  + name
                  + "'; there is "
                  + String.join(", ", state.accounts().keySet())
                  + ".");
    }
    return account;
  }

  private static void requireName(String name, String what) throws AccessException {
    if (!NAME.matcher(name).matches()) {
      throw new AccessException(
          "The name of "
              + what
              + " may contain only letters, digits and . _ @ - (40 at most), and begins with a"
              + " letter or a digit.");
    }
  }
}
