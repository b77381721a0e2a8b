// The CSV mode of the volume correction: a table of readings in, the same table with its densities
// at 15 °C and factors out (`mlpp volumetrie --csv`).
//
// Thread-safety: a call owns its two streams; nothing is shared. Guarantees: no row stops the run,
// a row that cannot be corrected says why in its column `erreur`; memory is bounded by the length
// of a row; numbers are read and written without any locale; no crash on any bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <istream>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace mlpp::volumetrie {

inline constexpr std::size_t ligne_max_octets = 65'536;
inline constexpr std::size_t colonnes_max = 256;

// Reads the records of a CSV stream (RFC 4180: commas, quoted fields, CRLF or LF, an optional UTF-8
// byte-order mark), each within ligne_max_octets.
class LecteurCsv {
public:
    enum class Etat : std::uint8_t { LUE, FIN, TROP_LONGUE, GUILLEMETS };

    explicit LecteurCsv(std::istream& entree);

    // Replaces champs by the fields of the next record; they are empty unless the answer is LUE.
    // After TROP_LONGUE or GUILLEMETS reading goes on at the next line.
    [[nodiscard]] Etat read(std::vector<std::string>& champs);

    // The last line that was read, also one that was skipped.
    [[nodiscard]] std::int64_t lignes_lues() const { return lignes_lues_; }

    [[nodiscard]] std::int64_t numero_ligne() const {
        return numero_ligne_;
    } // where the record began

    [[nodiscard]] bool fin_crlf() const { return fin_crlf_; } // how the last record ended

    [[nodiscard]] bool marque_ordre() const { return marque_ordre_; } // the stream began with a BOM

private:
    [[nodiscard]] int next();
    void skip_line();

    std::istream& entree_;
    std::int64_t lignes_lues_ = 0;
    std::int64_t numero_ligne_ = 0;
    bool fin_crlf_ = false;
    bool marque_ordre_ = false;
};

struct ResumeCsv {
    std::int64_t lignes = 0;  // rows, without the header
    std::int64_t erreurs = 0; // of which with something in `erreur`
};

enum class DefautCsv : std::uint8_t { VIDE, ENTETE_ILLISIBLE, COLONNE_MANQUANTE, ECRITURE };

// Why the whole table was refused; colonne names the missing one.
struct RefusCsv {
    DefautCsv defaut{};
    std::string_view colonne;
};

// Reads the columns edition, product_group, observed_density_kgm3, observed_temperature_c and
// density15_kgm3, in any order, and writes every row again, other columns kept, with
// density15_kgm3, vcf and erreur filled (the last two appended when the header has none).
//
// product_group begins with the table's letter; for C it holds the coefficient, "alpha60=…/F" or
// "alpha15=…/C". An empty observed density means that density15_kgm3 is given; both empty is
// allowed for C in edition 1980. Densities in kg/m³, temperatures in °C. Editions, all by
// correction.h:
//   2004                    unrounded (MPMS 11.1-2004, addendum 2)
//   MPMS_11_1_2004          factor at 5 decimals, no hydrometer correction
//   1980                    tables 53 and 54, hydrometer, factor at 5 decimals
//   1980-table, D1250_1980  the same, factor at 4 decimals as printed: the depot's readings
//   1980-table-grille       table 54 at the nearest printed entry: survey worksheets
//   1980-unrounded          the bare equations, hydrometer;  1980-unrounded-nohyd  without it
[[nodiscard]] std::expected<ResumeCsv, RefusCsv> correct_csv(std::istream& entree,
                                                             std::ostream& sortie);

} // namespace mlpp::volumetrie
