// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.localapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.metergate.config.ConfigException;
import org.metergate.config.Section;
import org.metergate.output.mdns.Service;
import org.metergate.output.served.ServedSettings;
import org.metergate.spi.option.NearestName;

/**
 * The settings of one output, all checked.
 *
 * @param served which meter, where and for whom.
 * @param announce as what it is announced in the network; empty for not at all.
 */
record LocalApiSettings(ServedSettings served, List<Announced> announce) {
  /** Above the ports that belong to the system, and next to the page's. */
  static final int STANDARD_PORT = 8081;

  /** As what a meter can be found. */
  enum Announced {
    /** As a reader of P1 meters, for chargers, home automation and energy managers. */
    P1 {
      @Override
      Service service(Identity identity, int port) {
        return new Service(
            "_hwenergy._tcp",
            "p1meter-" + identity.ending(),
            port,
            List.of(
                "api_enabled=1",
                "path=/api/v1",
                "serial=" + identity.serial(),
                "product_name=P1 meter",
                "product_type=" + Identity.PRODUCT_TYPE),
            "");
      }
    },
    /** As the sensor that batteries look for. */
    ECOTRACKER {
      @Override
      Service service(Identity identity, int port) {
        return new Service(
            "_everhome._tcp",
            "ecotracker-" + identity.upperCase(),
            port,
            List.of("serial=" + identity.serial(), "productid=1137"),
            "ip");
      }
    };

    /** Returns what is announced. */
    abstract Service service(Identity identity, int port);

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the list. */
  LocalApiSettings {
    announce = List.copyOf(announce);
  }

  static LocalApiSettings read(Section section) throws ConfigException {
    ServedSettings served = ServedSettings.read(section, STANDARD_PORT);
    List<Announced> announce = announce(section);
    section.done();
    return new LocalApiSettings(served, announce);
  }

  private static List<Announced> announce(Section section) {
    List<String> words = section.texts("announce");
    if (words.equals(List.of("no")) || words.equals(List.of("false"))) {
      return List.of();
    }
    if (words.equals(List.of("yes")) || words.equals(List.of("true"))) {
      return List.of(Announced.P1);
    }
    List<Announced> announce = new ArrayList<>();
    for (String word : words) {
      Optional<Announced> known =
          List.of(Announced.values()).stream().filter(it -> it.word().equals(word)).findFirst();
      if (known.isEmpty()) {
        section.problem("announce", unknown(word));
      } else if (!announce.contains(known.get())) {
        announce.add(known.get());
      }
    }
    return announce;
  }

  private static String unknown(String word) {
    List<String> words = List.of("no", "yes", Announced.P1.word(), Announced.ECOTRACKER.word());
    return NearestName.to(word, words)
        .map(near -> "'" + word + "' is not known here. Did you mean '" + near + "'?")
        .orElse(
            "'" + word + "' is not known here; use no, yes, p1, ecotracker or [p1, ecotracker].");
  }
}
