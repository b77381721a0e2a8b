// Any bits as readings and options: the volume correction must answer with finite figures that obey
// its invariants, or with a named limit; it must never hang, trap or return NaN.
#include "volumetrie/correction.h"
#include "volumetrie/intermediaires.h"
#include "volumetrie/volume.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <type_traits>

namespace {

using namespace mlpp::volumetrie;

// Reads values off the input, zeros when it is used up.
class Octets {
public:
    Octets(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

    template <class T>
    T take() {
        static_assert(std::is_trivially_copyable_v<T>);
        T value{};
        const std::size_t taken = size_ < sizeof(T) ? size_ : sizeof(T);
        if (taken > 0) std::memcpy(&value, data_, taken);
        data_ += taken;
        size_ -= taken;
        return value;
    }

    template <class Enumeration>
    Enumeration pick(unsigned count) {
        return static_cast<Enumeration>(take<std::uint8_t>() % count);
    }

    // Raw bits, or a value in the range, which raw bits would hardly ever hit.
    double number(double inf, double sup) {
        if (take<std::uint8_t>() % 4 == 0) return take<double>();
        return inf + (sup - inf) * (take<std::uint32_t>() / 4294967295.0);
    }

private:
    const std::uint8_t* data_;
    std::size_t size_;
};

void require(bool holds) {
    if (!holds) std::abort();
}

Options take_options(Octets& octets) {
    Options options;
    options.edition = octets.pick<Edition>(2);
    options.arrondi = octets.pick<ArrondiFacteur>(3);
    options.areometre = octets.pick<int>(2) == 1;
    options.base = octets.pick<TemperatureBase>(2);
    options.lecture = octets.pick<LectureTable>(2);
    options.unite_pression = octets.pick<UnitePression>(3);
    if (octets.pick<int>(2) == 1) options.pression = octets.number(-10.0, 10400.0);
    options.unite_coefficient = octets.pick<UniteCoefficient>(2);
    options.coefficient_c = octets.number(200e-6, 1700e-6);
    return options;
}

void check_figures(const Correction& c) {
    for (const Intermediaire& item : list_intermediates(c)) {
        const double* figure = std::get_if<double>(&item.valeur);
        require(figure == nullptr || std::isfinite(*figure));
    }
    require(c.vcf_non_arrondi > 0.4 && c.vcf_non_arrondi < 1.5);
    require(c.vcf.mantisse > 0);
    require(std::abs(to_double(c.vcf) - c.vcf_non_arrondi) < 0.51e-4);
    const auto volume = correct_volume(39'291'000, c.vcf, ArrondiVolume::LITRE);
    require(volume && std::llabs(volume->volume_arrondi_ml - volume->volume_ml) <= 500);
}

void check(const std::expected<Correction, Refus>& answer) {
    if (answer) {
        check_figures(*answer);
        return;
    }
    const Refus& refus = answer.error();
    require(!name_of(refus.limite).empty());
    require(!std::isnan(refus.valeur) && refus.borne_inf <= refus.borne_sup);
}

// Observed, to the base, back: exact where no edge of a sub-group is in the way.
void check_round_trip(Groupe groupe, const Correction& there, double t, const Options& options) {
    if (options.arrondi != ArrondiFacteur::SANS) return;
    const auto back = correct_densite_base(groupe, there.densite_a_base_kgm3, t, options);
    if (!back) {
        // The limits of the base density may be crossed by its own last bit.
        require(back.error().limite == Limite::DENSITE_60F ||
                back.error().limite == Limite::DENSITE_15C);
        return;
    }
    const bool flagged = there.accepte_au_bord || back->accepte_au_bord;
    require(std::abs(back->densite_a_temperature_kgm3 - there.densite_corrigee_kgm3) <=
            (flagged ? 0.05 : 1e-5));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Octets octets(data, size);
    const auto groupe = octets.pick<Groupe>(4);
    const Options options = take_options(octets);
    const double densite = octets.number(450.0, 1250.0);
    const double t = octets.number(-51.0, 151.0);
    const auto observed = correct_densite_observee(groupe, densite, t, options);
    check(observed);
    if (observed) check_round_trip(groupe, *observed, t, options);
    check(correct_densite_base(groupe, densite, t, options));
    check(correct_densite_60f(groupe, densite, t, options));
    check(correct_coefficient_c(t, options));
    const auto volume = octets.take<std::int64_t>();
    const auto at_20 = volume_at_20c(volume, groupe, densite, options, ArrondiVolume::DECILITRE);
    require(!at_20 || std::llabs(at_20->volume_arrondi_ml - at_20->volume_ml) <= 51);
    return 0;
}
