// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a YAML file into nodes. The engine's own messages quote the text around a mistake, which
 * may be a key: none of them gets out, each is replaced by a sentence.
 */
final class YamlFile {
  /** More than any configuration needs; what is larger is some other file. */
  static final int MOST_BYTES = 1 << 20;

  /** Anchored collections may be used again this often, so that no file unfolds without end. */
  private static final int MOST_ALIASES = 50;

  private static final String NEVER_CLOSED = "unexpected end of stream";

  private YamlFile() {}

  static Node read(Path file) throws ConfigException {
    return compose(file, text(file));
  }

  private static String text(Path file) throws ConfigException {
    try {
      if (Files.isDirectory(file)) {
        throw trouble(file, 0, "This is a folder, not a configuration file.");
      }
      byte[] bytes;
      try (var in = Files.newInputStream(file)) {
        bytes = in.readNBytes(MOST_BYTES + 1);
      }
      if (bytes.length > MOST_BYTES) {
        throw trouble(file, 0, "The file is larger than 1 MiB, so it is no configuration.");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw trouble(file, 0, "The file is no text in UTF-8, so it is no configuration.");
    } catch (NoSuchFileException e) {
      throw trouble(file, 0, "There is no such file.");
    } catch (AccessDeniedException e) {
      throw trouble(file, 0, "The file may not be read by this user.");
    } catch (IOException e) {
      throw trouble(file, 0, "The file cannot be read (" + e.getClass().getSimpleName() + ").");
    }
  }

  private static Node compose(Path file, String text) throws ConfigException {
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(MOST_BYTES)
            .setAllowNonScalarKeys(true) // refused by us, with their line
            .setMaxAliasesForCollections(MOST_ALIASES)
            .build();
    try {
      return new Compose(settings)
          .composeString(text)
          .orElseThrow(
              () -> trouble(file, 0, "The file is empty; at least 'meters' must be given."));
    } catch (MarkedYamlEngineException e) {
      throw trouble(file, line(e), sentence(e.getProblem()));
    } catch (ReaderException e) {
      long line = text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count() + 1;
      throw trouble(file, (int) line, "Here is a character that no text has; is this a text file?");
    } catch (YamlEngineException e) {
      throw trouble(file, 0, sentence(e.getMessage()));
    } catch (StackOverflowError e) {
      // the engine descends once for each level and has no limit of its own
      throw trouble(file, 0, "The file is nested deeper than any configuration.");
    }
  }

  /** What is never closed is best looked for where it was opened. */
  private static int line(MarkedYamlEngineException e) {
    boolean open = String.valueOf(e.getProblem()).contains(NEVER_CLOSED);
    Optional<Mark> mark =
        open ? e.getContextMark().or(e::getProblemMark) : e.getProblemMark().or(e::getContextMark);
    return mark.map(place -> place.getLine() + 1).orElse(0);
  }

  /** Chooses our own sentence for the engine's fixed phrases; its text is never passed on. */
  private static String sentence(String problem) {
    String phrase = String.valueOf(problem);
    if (phrase.contains("TAB")) {
      return "Here is a tab; YAML is indented with spaces only.";
    } else if (phrase.contains("undefined alias")) {
      return "A value that begins with * must stand in quotes.";
    } else if (phrase.contains("cannot start any token")) {
      return "A value that begins with @, % or a back-tick must stand in quotes.";
    } else if (phrase.contains("mapping values are not allowed")) {
      return "Here is a colon too many: the line is indented wrongly, or a value needs quotes.";
    } else if (phrase.contains("could not find expected ':'")) {
      return "A key is not followed by a colon and a space.";
    } else if (phrase.contains(NEVER_CLOSED)) {
      return "A quotation mark is opened here and never closed.";
    } else if (phrase.contains("another document")) {
      return "Here begins a second document ('---'); a configuration is one document.";
    } else if (phrase.contains("aliases")) {
      return "Anchors are used again more than " + MOST_ALIASES + " times.";
    }
    return "This is not well-formed YAML; look at indentation, colons, quotes and brackets here.";
  }

  private static ConfigException trouble(Path file, int line, String sentence) {
    return Problem.exception(List.of(new Problem(new Location(file, line, ""), sentence)));
  }
}
