// SPDX-License-Identifier: Apache-2.0
package org.metergate.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessFileTest {
  private static final PasswordHash HASH = PasswordHash.decoy();

  @TempDir private Path folder;
  private final SteppedTime time = new SteppedTime();
  private Path file;
  private AccessBook book;

  @BeforeEach
  void write() throws Exception {
    file = folder.resolve("access.json");
    book = AccessBook.open(file, time);
    book.setPassword("admin", Optional.empty(), HASH);
    book.addToken("evcc", Role.READ, "0".repeat(64), Optional.of(time.now()));
    book.startSession("1".repeat(64), "admin", book.account("admin").get(), AccessRoom.SESSION);
  }

  private String refused() {
    AccessException e = assertThrows(AccessException.class, () -> AccessBook.open(file, time));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertTrue(e.getMessage().matches("(?s)[A-Z/].*(\\.|chmod.*|chown.*)"), e.getMessage());
    return e.getMessage();
  }

  private void put(String text) throws Exception {
    Files.writeString(file, text);
  }

  @Test
  void isForItsOwnerAloneAndLeavesNothingBeside() throws Exception {
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (Stream<Path> all = Files.list(folder)) {
      assertEquals(List.of(file), all.toList());
    }
  }

  @Test
  void aFileThatEndsAnywhereIsRefusedAndStaysAsItIs() throws Exception {
    String whole = Files.readString(file);
    for (int length = 0; length < whole.strip().length(); length++) {
      String part = whole.substring(0, length);
      put(part);
      refused();
      assertEquals(part, Files.readString(file));
    }
  }

  @Test
  void aFileWithAnythingElseInItIsRefused() throws Exception {
    String whole = Files.readString(file);
    for (String other :
        List.of(
            "[]",
            "{}",
            "{\"format\":1,\"users\":{}}",
            whole + "{}",
            whole.replace("\"role\" : \"change\"", "\"role\" : \"root\""),
            whole.replace("\"role\" : \"change\"", "\"role\" : \"change\", \"x\" : \"y\""),
            whole.replace("\"role\" : \"change\",", ""),
            whole.replace("m=12288", "m=999999"),
            whole.replace("t=3", "t=999"),
            whole.replace("$argon2id", "$argon2i"),
            whole.replace("\"account\" : \"admin\"", "\"account\" : \"anna\""),
            whole.replaceAll("\"newest\" : \"[^\"]*\"", "\"newest\" : \"today\""),
            whole.replaceAll("\"newest\" : \"[^\"]*\"", "\"newest\" : 5"),
            "x".repeat(2 << 20))) {
      put(other);
      refused();
    }
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    refused();
  }

  @Test
  void aFileOfANewerProgramIsNotReadByGuess() throws Exception {
    put("{\"format\":2,\"anything\":[1,2]}");
    assertTrue(refused().contains("newer version"));
  }

  @Test
  void aFileThatOthersCanOpenIsRefusedWithTheCommandThatMendsIt() throws Exception {
    for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----", "rwx------")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      assertTrue(refused().contains("chmod 600 " + file));
    }
  }

  @Test
  void anAdministratorLeavesTheFileToTheUserOfTheGateway() throws Exception {
    UserPrincipal other;
    try {
      other =
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("daemon");
      Files.setOwner(folder, other);
    } catch (IOException e) {
      abort("only root can give a folder to somebody: " + e.getMessage());
      return;
    }
    Files.delete(file);
    AccessBook.open(file, time).setPassword("admin", Optional.empty(), HASH);
    assertEquals(other, Files.getOwner(file));
    AccessBook.open(file, time).removeAccount("admin");
    assertEquals(other, Files.getOwner(file));
  }

  @Test
  void whatIsNoFileIsRefused() throws Exception {
    Files.delete(file);
    Path elsewhere = Files.writeString(folder.resolve("else"), "{}");
    Files.createSymbolicLink(file, elsewhere);
    refused();
    Files.delete(file);
    Files.createDirectory(file);
    refused();
  }

  @Test
  void whatSomebodyElseChangedMeanwhileIsNotReplaced() throws Exception {
    Path copy = folder.resolve("copy");
    Files.copy(file, copy);
    Files.delete(file);
    assertThrows(AccessException.class, () -> book.removeAccount("admin"));
    assertTrue(Files.notExists(file));
    Files.copy(copy, file);
    String before = Files.readString(file);
    assertThrows(AccessException.class, () -> book.removeToken("evcc"));
    assertEquals(before, Files.readString(file));
    assertEquals(1, book.tokens().size(), "a change that is not written did not happen");
  }

  @Test
  void whatWasWrittenIsReadAgain() throws Exception {
    AccessBook again = AccessBook.open(file, time);
    assertEquals(book.accounts(), again.accounts());
    assertEquals(book.tokens(), again.tokens());
    assertEquals(Optional.of("admin"), again.session("1".repeat(64)));
  }
}
