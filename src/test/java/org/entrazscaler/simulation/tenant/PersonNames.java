package org.entrazscaler.simulation.tenant;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Plausible names of people, and their ASCII form for user principal names. */
final class PersonNames {

  private static final List<String> GIVEN =
      List.of(
          ("Ada Adele Agnieszka Aiko Alejandro Alex Amélie Amir Ana Anders Andrea Anneliese Antoine Arjun Astrid Ayşe"
                  + " Beatriz Benjamin Björn Bruno Camille Carlos Chiara Chloé Chloe Christian Claire Daniel Dariusz Deepa"
                  + " Diego Dorothea Eduardo Elif Emma Emre Enzo Erik Esther Eva Farah Fatima Felix Fiona Francesca"
                  + " François Freya Gabriel Giulia Grace Grzegorz Hana Hannah Hans Hélène Henrik Hugo Ibrahim Ida Ingrid"
                  + " Isabel Ivan Jakub James Jan Jana Jasmin Jean-Luc Joanna João Johan Jonas José Julia Jürgen Kai Karin"
                  + " Katarzyna Kenji Klára Lars Laura Leila Lena Léo Liam Linh Lucía Luis Łukasz Magnus Małgorzata Marco"
                  + " María Marie Martin Mateo Matthias Mei Mia Miguel Milena Minh Miriam Mohammed Nadia Naomi Niamh Nils"
                  + " Noah Nora Núria Oliver Olga Omar Óscar Paolo Paula Pedro Petra Priya Rafael Raúl Renée Ricardo Robert"
                  + " Rosa Ruth Samira Sandra Sara Sebastian Siobhán Sofía Sofie Søren Stefan Sven Tamara Thomas Tomáš Ulrike"
                  + " Valentina Vera Víctor Viktor Wei William Xavier Yasmin Yuki Yusuf Zoë Zuzana")
              .split(" "));

  private static final List<String> SURNAMES =
      List.of(
          ("Aalto Abreu Adams Ahmed Åkesson Albrecht Almeida Andersen Arslan Bakker Banerjee Barbosa Bauer Becker Bergström"
                  + " Bernard Bianchi Blanc Böhm Brandt Braun Brown Carvalho Castro Čech Chen Christensen Clarke Cohen Colombo"
                  + " Conti Costa Çelik D'Angelo Da-Silva Dąbrowski Davies Díaz Dijkstra Dubois Dvořák Eriksson Esposito"
                  + " Evans Fernández Ferrari Fischer Fontaine Garcia García Gauß González Grönholm Groß Gupta Haddad Hansen"
                  + " Hartmann Hernández Hoffmann Horvat Hughes Huber Ibáñez Ivanov Jankowski Jansen Jensen Johansson Jones"
                  + " Kaya Keller Khan Kim Kowalski Krüger Kumar Lambert Larsen Lefèvre Lehmann Lewandowski Li Lindqvist"
                  + " Lopez Lorenz Marino Martínez Meier Meyer Mitchell Moreau Moretti Müller Murphy Nakamura Navarro Németh"
                  + " Nguyễn Nielsen Novák O'Brien O'Connor Okafor Okonkwo Öztürk Papadopoulos Patel Pereira Petersen Petrov"
                  + " Popescu Ramírez Rasmussen Ricci Richter Rossi Roux Ruiz Saito Santos Schäfer Schmidt Schmitt Schneider"
                  + " Schröder Schulz Schwarz Sharma Silva Singh Smith Sørensen Souza Stone Suzuki Svensson Szabó Tanaka"
                  + " Taylor Thompson Torres Tran Turner Van-Dijk Vargas Vasquez Visser Vogel Wagner Walker Wang Weber"
                  + " Weiß Werner White Williams Wiśniewski Wójcik Wolf Wong Wood Yamamoto Yılmaz Young Zhang Zieliński"
                  + " Zimmermann")
              .split(" "));

  private PersonNames() {}

  static String givenName(Random random) {
    return GIVEN.get(random.nextInt(GIVEN.size()));
  }

  static String surname(Random random) {
    String surname = SURNAMES.get(random.nextInt(SURNAMES.size()));
    return random.nextInt(25) == 0
        ? surname + "-" + SURNAMES.get(random.nextInt(SURNAMES.size()))
        : surname;
  }

  /** Reserves {@code given.surname} in ASCII and lower case, with a number if the name is taken. */
  static String freeName(String givenName, String surname, Set<String> taken) {
    String base = ascii(givenName) + "." + ascii(surname);
    String name = base;
    for (int number = 2; !taken.add(name); number++) {
      name = base + number;
    }
    return name;
  }

  private static String ascii(String name) {
    String replaced =
        name.toLowerCase(Locale.ROOT)
            .replace("ß", "ss")
            .replace("ø", "o")
            .replace("ł", "l")
            .replace("ı", "i")
            .replace("ä", "ae")
            .replace("ö", "oe")
            .replace("ü", "ue");
    return Normalizer.normalize(replaced, Normalizer.Form.NFD).replaceAll("[^a-z-]", "");
  }
}
