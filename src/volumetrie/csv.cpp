#include "volumetrie/csv.h"

#include "volumetrie/correction.h"
#include "volumetrie/intermediaires.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

namespace mlpp::volumetrie {
namespace {

constexpr int end_of_stream = -1;

// The columns that the mode knows; the last two are appended when the header lacks them.
enum Colonne : std::uint8_t {
    EDITION,
    GROUPE,
    DENSITE,
    TEMPERATURE,
    DENSITE_15,
    VCF,
    ERREUR,
    NOMBRE
};

constexpr std::array<std::string_view, NOMBRE> noms{
    "edition", "product_group", "observed_density_kgm3", "observed_temperature_c", "density15_kgm3",
    "vcf",     "erreur"};

struct Mode {
    std::string_view nom;
    Options options;
    int decimales_densite;
};

constexpr Options options_1980(ArrondiFacteur arrondi, bool areometre, LectureTable lecture) {
    Options options;
    options.edition = Edition::D1250_1980;
    options.arrondi = arrondi;
    options.areometre = areometre;
    options.lecture = lecture;
    return options;
}

constexpr Options options_2004(ArrondiFacteur arrondi) {
    Options options;
    options.arrondi = arrondi;
    return options;
}

constexpr std::array modes{
    Mode{"2004", options_2004(ArrondiFacteur::SANS), 6},
    Mode{"MPMS_11_1_2004", options_2004(ArrondiFacteur::CALCULE_5), 6},
    Mode{"1980", options_1980(ArrondiFacteur::CALCULE_5, true, LectureTable::CALCULEE), 1},
    Mode{"1980-table", options_table_imprimee(), 1},
    Mode{"D1250_1980", options_table_imprimee(), 1},
    Mode{"1980-table-grille",
         options_1980(ArrondiFacteur::TABLE_4, true, LectureTable::GRILLE_IMPRIMEE), 1},
    Mode{"1980-unrounded", options_1980(ArrondiFacteur::SANS, true, LectureTable::CALCULEE), 6},
    Mode{"1980-unrounded-nohyd", options_1980(ArrondiFacteur::SANS, false, LectureTable::CALCULEE),
         6},
};

using Colonnes = std::array<std::size_t, NOMBRE>;
using Message = std::string;
template <class T>
using Lu = std::expected<T, Message>;

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// A user's text inside a message: short, on one line.
std::string quote(std::string_view text) {
    constexpr std::size_t shown = 40;
    std::string quoted = "« ";
    for (const char c : text.substr(0, shown))
        quoted += c == '\n' || c == '\r' ? ' ' : c;
    return quoted + (text.size() > shown ? "… »" : " »");
}

Lu<double> parse_number(std::string_view text, std::string_view colonne) {
    const std::string_view trimmed = trim(text);
    double value = 0.0;
    const auto [end, error] =
        std::from_chars(trimmed.data(), trimmed.data() + trimmed.size(), value);
    if (error != std::errc{} || end != trimmed.data() + trimmed.size() || !std::isfinite(value)) {
        return std::unexpected(std::string(colonne) + " : nombre illisible " + quote(text));
    }
    return value;
}

void append_number(std::string& text, double value, int decimals) {
    std::array<char, 64> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                            std::chars_format::fixed, decimals);
    if (error == std::errc{}) text.append(buffer.data(), end);
}

// The shortest text that reads back as the same number.
void append_shortest(std::string& text, double value) {
    std::array<char, 64> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    if (error == std::errc{}) text.append(buffer.data(), end);
}

std::string text_of(FacteurDecimal factor) {
    const std::int64_t unit = power_of_ten(factor.decimales);
    const std::string fraction = std::to_string(factor.mantisse % unit);
    std::string text = std::to_string(factor.mantisse / unit) + ".";
    text.append(static_cast<std::size_t>(factor.decimales) - fraction.size(), '0');
    return text + fraction;
}

std::string_view sentence_of(Limite limite) {
    switch (limite) {
    case Limite::TEMPERATURE:
        return "température hors des limites";
    case Limite::PRESSION:
        return "pression hors des limites";
    case Limite::DENSITE_OBSERVEE:
        return "densité observée hors des limites";
    case Limite::DENSITE_60F:
        return "densité à 60 °F hors des limites";
    case Limite::DENSITE_15C:
        return "densité à 15 °C hors des limites";
    case Limite::COEFFICIENT_C:
        return "coefficient du groupe C hors des limites";
    case Limite::CONVERGENCE:
        return "le calcul ne converge pas";
    case Limite::ARRONDI:
    case Limite::BASE:
    case Limite::LECTURE_TABLE:
    case Limite::VOLUME:
    case Limite::FACTEUR:
        return "option hors des limites";
    }
    return "";
}

Message message_of(const Refus& refus) {
    Message text(name_of(refus.limite));
    text += " : ";
    text += sentence_of(refus.limite);
    text += " (";
    append_shortest(text, refus.valeur);
    text += ", limites ";
    append_shortest(text, refus.borne_inf);
    text += " à ";
    append_shortest(text, refus.borne_sup);
    if (!unit_of(refus.limite).empty()) text += " ";
    text += unit_of(refus.limite);
    return text + ")";
}

Lu<const Mode*> find_mode(std::string_view text) {
    const std::string_view name = trim(text);
    const auto mode = std::ranges::find(modes, name, &Mode::nom);
    if (mode == modes.end()) return std::unexpected("edition : édition inconnue " + quote(name));
    return &*mode;
}

// "C special alpha60=0.00027/F": the number between '=' and '/', the unit after it.
Lu<void> read_coefficient(std::string_view text, Options& options) {
    const auto alpha = text.find("alpha");
    const auto equals = text.find('=', alpha == std::string_view::npos ? text.size() : alpha);
    const auto slash = text.find('/', equals == std::string_view::npos ? text.size() : equals);
    if (slash == std::string_view::npos || slash + 1 >= text.size()) {
        return std::unexpected("product_group : coefficient alpha60=…/F ou alpha15=…/C attendu");
    }
    const auto value = parse_number(text.substr(equals + 1, slash - equals - 1), "product_group");
    if (!value) return std::unexpected(value.error());
    const std::string_view unit = trim(text.substr(slash + 1));
    if (unit != "F" && unit != "C") {
        return std::unexpected("product_group : unité du coefficient inconnue " + quote(unit));
    }
    options.coefficient_c = *value;
    options.unite_coefficient = unit == "F" ? UniteCoefficient::PAR_F : UniteCoefficient::PAR_C;
    return {};
}

Lu<Groupe> read_group(std::string_view text, Options& options) {
    const std::string_view trimmed = trim(text);
    const auto groupe = groupe_named(trimmed.empty() ? '\0' : trimmed.front());
    const bool whole_letter = trimmed.size() == 1 || (trimmed.size() > 1 && trimmed[1] == ' ');
    if (!groupe || !whole_letter) {
        return std::unexpected("product_group : groupe inconnu " + quote(trimmed));
    }
    if (*groupe == Groupe::C) {
        const auto read = read_coefficient(trimmed, options);
        if (!read) return std::unexpected(read.error());
    }
    return *groupe;
}

// Which entry of the library a row asks for follows from the densities that it gives.
Lu<Correction> correct_with(Groupe groupe, std::string_view densite, std::string_view densite_15,
                            double temperature_c, const Options& options) {
    std::expected<Correction, Refus> answer;
    if (!trim(densite).empty()) {
        const auto value = parse_number(densite, noms[DENSITE]);
        if (!value) return std::unexpected(value.error());
        answer = correct_densite_observee(groupe, *value, temperature_c, options);
    } else if (!trim(densite_15).empty()) {
        const auto value = parse_number(densite_15, noms[DENSITE_15]);
        if (!value) return std::unexpected(value.error());
        answer = correct_densite_base(groupe, *value, temperature_c, options);
    } else if (groupe == Groupe::C && options.edition == Edition::D1250_1980) {
        answer = correct_coefficient_c(temperature_c, options);
    } else {
        return std::unexpected("densité observée ou densité à 15 °C attendue");
    }
    if (!answer) return std::unexpected(message_of(answer.error()));
    return *answer;
}

// Fills the three answers of one row.
Lu<void> correct_row(std::vector<std::string>& champs, const Colonnes& colonnes) {
    const auto mode = find_mode(champs[colonnes[EDITION]]);
    if (!mode) return std::unexpected(mode.error());
    Options options = (*mode)->options;
    const auto groupe = read_group(champs[colonnes[GROUPE]], options);
    if (!groupe) return std::unexpected(groupe.error());
    const auto temperature_c = parse_number(champs[colonnes[TEMPERATURE]], noms[TEMPERATURE]);
    if (!temperature_c) return std::unexpected(temperature_c.error());
    const auto correction = correct_with(*groupe, champs[colonnes[DENSITE]],
                                         champs[colonnes[DENSITE_15]], *temperature_c, options);
    if (!correction) return std::unexpected(correction.error());
    if (correction->densite_observee_kgm3 > 0.0) {
        append_number(champs[colonnes[DENSITE_15]], correction->densite_a_15_kgm3,
                      (*mode)->decimales_densite);
    }
    champs[colonnes[VCF]] = text_of(correction->vcf);
    return {};
}

// No answer of an earlier run survives in a row that is now refused.
void clear_answers(std::vector<std::string>& champs, const Colonnes& colonnes) {
    champs[colonnes[VCF]].clear();
    if (!trim(champs[colonnes[DENSITE]]).empty()) champs[colonnes[DENSITE_15]].clear();
}

void write_field(std::string& line, std::string_view champ) {
    if (champ.find_first_of("\",\r\n") == std::string_view::npos) {
        line += champ;
        return;
    }
    line += '"';
    for (const char c : champ) {
        if (c == '"') line += '"';
        line += c;
    }
    line += '"';
}

void write_record(std::ostream& sortie, const std::vector<std::string>& champs,
                  std::string_view end) {
    std::string line;
    for (std::size_t i = 0; i < champs.size(); ++i) {
        if (i > 0) line += ',';
        write_field(line, champs[i]);
    }
    line += end;
    sortie.write(line.data(), static_cast<std::streamsize>(line.size()));
}

// Where each known column stands in the header, which gets the two answers if it lacks them.
std::expected<Colonnes, RefusCsv> find_columns(std::vector<std::string>& header) {
    Colonnes colonnes{};
    for (std::size_t i = 0; i < NOMBRE; ++i) {
        const auto found = std::ranges::find_if(
            header, [&](const std::string& name) { return trim(name) == noms[i]; });
        colonnes[i] = static_cast<std::size_t>(found - header.begin());
        if (found != header.end()) continue;
        if (i != VCF && i != ERREUR) {
            return std::unexpected(RefusCsv{DefautCsv::COLONNE_MANQUANTE, noms[i]});
        }
        header.emplace_back(noms[i]);
    }
    return colonnes;
}

// `line` to `last`: a quote that does not close takes the lines behind it along.
Message message_of(LecteurCsv::Etat etat, std::int64_t line, std::int64_t last) {
    Message text = "ligne " + std::to_string(line);
    if (last > line) text += " à " + std::to_string(last);
    if (etat == LecteurCsv::Etat::TROP_LONGUE) {
        return text + " : plus de " + std::to_string(ligne_max_octets) + " octets ou de " +
               std::to_string(colonnes_max) + " colonnes";
    }
    return text + " : guillemets mal placés ou non fermés";
}

// A blank line is not a row.
bool blank(const std::vector<std::string>& champs) {
    return champs.size() == 1 && trim(champs.front()).empty();
}

// Brings a row to the header's width; a row of another width is an error, but is written again.
Lu<void> fit_row(std::vector<std::string>& champs, std::size_t given, std::size_t width) {
    const std::size_t found = champs.size();
    champs.resize(width);
    if (found == given) return {};
    return std::unexpected(std::to_string(found) + " champs au lieu de " + std::to_string(given));
}

// Cuts one record into fields, byte by byte (RFC 4180, section 2).
class Decoupe {
public:
    explicit Decoupe(std::vector<std::string>& champs) : champs_(champs) {}

    [[nodiscard]] bool quoted() const { return lieu_ == Lieu::ENTRE_GUILLEMETS; }

    // False: something other than a comma follows a closing quote.
    [[nodiscard]] bool take(char byte) {
        if (retour_) return false;
        if (lieu_ == Lieu::ENTRE_GUILLEMETS) {
            if (byte == '"')
                lieu_ = Lieu::APRES_GUILLEMETS;
            else
                champ_ += byte;
        } else if (byte == ',') {
            close();
            lieu_ = Lieu::DEBUT;
        } else if (byte == '"' && lieu_ != Lieu::NU) {
            if (lieu_ == Lieu::APRES_GUILLEMETS) champ_ += byte;
            lieu_ = Lieu::ENTRE_GUILLEMETS;
        } else if (lieu_ == Lieu::APRES_GUILLEMETS) {
            // Only the CR of the line's end may stand here, and nothing after it.
            if (byte != '\r') return false;
            retour_ = true;
        } else {
            champ_ += byte;
            lieu_ = Lieu::NU;
        }
        return true;
    }

    // Ends the record; true when it ended in CR LF.
    [[nodiscard]] bool finish() {
        const bool bare = lieu_ == Lieu::NU && champ_.back() == '\r';
        if (bare) champ_.pop_back();
        close();
        return bare || retour_;
    }

private:
    enum class Lieu : std::uint8_t { DEBUT, NU, ENTRE_GUILLEMETS, APRES_GUILLEMETS };

    void close() {
        champs_.push_back(std::move(champ_));
        champ_.clear();
    }

    std::vector<std::string>& champs_;
    std::string champ_;
    Lieu lieu_ = Lieu::DEBUT;
    bool retour_ = false; // a CR was seen after a closing quote
};

} // namespace

LecteurCsv::LecteurCsv(std::istream& entree) : entree_(entree) {
    std::streambuf& buffer = *entree_.rdbuf();
    constexpr std::string_view bom = "\xEF\xBB\xBF";
    std::size_t seen = 0;
    while (seen < bom.size() && buffer.sgetc() == static_cast<unsigned char>(bom[seen])) {
        buffer.sbumpc();
        ++seen;
    }
    marque_ordre_ = seen == bom.size();
}

int LecteurCsv::next() {
    const int c = entree_.rdbuf()->sbumpc();
    if (c == '\n') ++lignes_lues_;
    return c == std::char_traits<char>::eof() ? end_of_stream : c;
}

void LecteurCsv::skip_line() {
    for (int c = next(); c != '\n' && c != end_of_stream; c = next()) {
    }
}

LecteurCsv::Etat LecteurCsv::read(std::vector<std::string>& champs) {
    champs.clear();
    numero_ligne_ = lignes_lues_ + 1;
    Decoupe decoupe(champs);
    std::size_t bytes = 0;
    for (int c = next();; c = next()) {
        if (c == end_of_stream && bytes == 0) return Etat::FIN;
        if (c == end_of_stream || (c == '\n' && !decoupe.quoted())) break;
        if (++bytes > ligne_max_octets || champs.size() >= colonnes_max) {
            champs.clear();
            if (c != '\n') skip_line();
            return Etat::TROP_LONGUE;
        }
        if (!decoupe.take(static_cast<char>(c))) {
            champs.clear();
            skip_line();
            return Etat::GUILLEMETS;
        }
    }
    if (decoupe.quoted()) {
        champs.clear();
        return Etat::GUILLEMETS;
    }
    fin_crlf_ = decoupe.finish();
    return Etat::LUE;
}

std::expected<ResumeCsv, RefusCsv> correct_csv(std::istream& entree, std::ostream& sortie) {
    LecteurCsv lecteur(entree);
    std::vector<std::string> header;
    const auto etat = lecteur.read(header);
    if (etat == LecteurCsv::Etat::FIN) return std::unexpected(RefusCsv{DefautCsv::VIDE, {}});
    if (etat != LecteurCsv::Etat::LUE) {
        return std::unexpected(RefusCsv{DefautCsv::ENTETE_ILLISIBLE, {}});
    }
    const std::string_view end = lecteur.fin_crlf() ? "\r\n" : "\n";
    const std::size_t given = header.size();
    const auto colonnes = find_columns(header);
    if (!colonnes) return std::unexpected(colonnes.error());
    if (lecteur.marque_ordre()) sortie.write("\xEF\xBB\xBF", 3);
    write_record(sortie, header, end);

    ResumeCsv resume;
    std::vector<std::string> champs;
    for (auto row = lecteur.read(champs); row != LecteurCsv::Etat::FIN;
         row = lecteur.read(champs)) {
        if (row == LecteurCsv::Etat::LUE && blank(champs)) continue;
        Lu<void> done = fit_row(champs, given, header.size());
        if (row != LecteurCsv::Etat::LUE) {
            done = std::unexpected(message_of(row, lecteur.numero_ligne(), lecteur.lignes_lues()));
        }
        clear_answers(champs, *colonnes);
        if (done) done = correct_row(champs, *colonnes);
        champs[(*colonnes)[ERREUR]] = done ? std::string{} : done.error();
        ++resume.lignes;
        if (!done) ++resume.erreurs;
        write_record(sortie, champs, end);
    }
    sortie.flush();
    if (!sortie) return std::unexpected(RefusCsv{DefautCsv::ECRITURE, {}});
    return resume;
}

} // namespace mlpp::volumetrie
