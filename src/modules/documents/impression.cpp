#include "modules/documents/impression.h"

#include "modules/documents/bon.h"
#include "platform/http/workers.h"

#include <boost/describe/enum_to_string.hpp>

#include <utility>

namespace mlpp::documents {

namespace {

// The facts of one document in one language.
class Redaction {
public:
    Redaction(const mouvements::DocumentPoste& document, const mouvements::Dossier& dossier,
              Language language)
        : document_(document), dossier_(dossier), language_(language) {}

    std::string statut() const {
        return dossier_.compensee ? say("Compensée", "Taken back") : say("Validée", "Validated");
    }

    Faits mesures() const {
        const auto& d = document_;
        return {{say("Index avant", "Reading before"), litres(d.index_avant)},
                {say("Index après", "Reading after"), litres(d.index_apres)},
                {say("Volume ambiant", "Ambient volume"), litres(d.volume_ambiant)},
                {say("Température", "Temperature"),
                 figure(d.temperature_ambiante_c.text(), language_, 1) + " °C"},
                {say("Densité observée", "Observed density"), density(d.densite_observee_kgm3)},
                {say("Lecture", "Read with"), d.areometre
                                                  ? say("aréomètre de verre", "glass hydrometer")
                                                  : say("densimètre", "densitometer")}};
    }

    Faits calcul() const {
        const auto& d = document_;
        const bool edition_2004 = d.edition == correction::Edition::MPMS_11_1_2004;
        const std::string groupe{boost::describe::enum_to_string(d.groupe, "")};
        Faits faits{
            {say("Norme", "Standard"), edition_2004 ? "API MPMS 11.1:2004" : "ASTM D1250-80"},
            {say("Groupe de produit", "Commodity group"), groupe},
            {say("Densité à 15 °C", "Density at 15 °C"), density(d.densite_a_15_kgm3)},
            {say("Facteur (VCF)", "Factor (VCF)"), figure(d.vcf.text(), language_, 4)},
            {say("Volume non arrondi", "Volume unrounded"), litres(d.volume_15c_exact)},
            {say("Arrondi", "Rounded to"), litres(d.arrondi_l)},
            {say("Moteur", "Engine"), d.moteur_version}};
        if (d.alpha_15c)
            faits.insert(faits.begin() + 2, {"α 15 °C", figure(d.alpha_15c->text(), language_)});
        return faits;
    }

    Faits resultat() const {
        return {{say("Volume ambiant", "Ambient volume"), litres(document_.volume_ambiant)},
                {say("Volume à 15 °C", "Volume at 15 °C"), litres(document_.volume_15c)}};
    }

    std::vector<std::string> autres() const {
        std::vector<std::string> lines;
        for (const auto& autre : dossier_.autres_lignes)
            lines.push_back(autre.numero + dot + autre.citerne_nom.value_or("—") + dot +
                            volumes(autre.volume_ambiant, autre.volume_15c));
        return lines;
    }

    std::vector<std::string> corrections() const {
        std::vector<std::string> lines;
        for (const auto& ajustement : dossier_.ajustements)
            lines.push_back(ajustement.numero + dot +
                            volumes(ajustement.delta_ambiant, ajustement.delta_15c) + dot +
                            ajustement.reason);
        if (!lines.empty())
            lines.push_back(say("Compte aujourd’hui : ", "Counts today: ") +
                            volumes(dossier_.net_ambiant, dossier_.net_15c));
        return lines;
    }

    Faits suivi(const sheet::Clock& horloge) const {
        return {
            {say("Enregistré par", "Recorded by"), dossier_.auteur_nom.value_or("—")},
            {say("Validé par", "Validated by"), dossier_.valideur_nom.value_or("—")},
            {say("Enregistré le", "Recorded"), moment(document_.created_at, horloge, language_)}};
    }

private:
    static constexpr const char* dot = "  ·  ";

    std::string say(std::string_view fr, std::string_view en) const {
        return std::string{language_ == Language::fr ? fr : en};
    }

    std::string litres(Litres volume) const { return figure(volume.text(), language_) + " L"; }

    std::string density(DensiteKgm3 value) const {
        return figure(value.text(), language_, 1) + " kg/m³";
    }

    std::string volumes(Litres ambiant, Litres at_15c) const {
        return litres(ambiant) + dot + litres(at_15c) + say(" à 15 °C", " at 15 °C");
    }

    const mouvements::DocumentPoste& document_;
    const mouvements::Dossier& dossier_;
    Language language_;
};

} // namespace

Bon bon_of(const mouvements::DocumentPoste& document, const mouvements::Dossier& dossier,
           Emetteur emetteur, Language language) {
    const Redaction redaction(document, dossier, language);
    Bon bon;
    bon.numero = document.numero;
    bon.statut = redaction.statut();
    for (const auto& ajustement : dossier.ajustements)
        if (ajustement.type_correction == mouvements::TypeCorrection::COMPENSATION)
            bon.annule = ajustement.numero;
    bon.mesures = redaction.mesures();
    bon.calcul = redaction.calcul();
    bon.resultat = redaction.resultat();
    bon.autres = redaction.autres();
    bon.corrections = redaction.corrections();
    bon.note = document.note;
    bon.suivi = redaction.suivi(emetteur.horloge);
    bon.emetteur = std::move(emetteur);
    return bon;
}

boost::asio::awaitable<Result<http::Response>> imprimer(http::Context& ctx, Bon bon,
                                                        std::string path) {
    bon.adresse = ctx.public_address(path);
    std::string file;
    MLPP_CHECK(co_await ctx.workers().run([&] { file = draw(bon, ctx.language()); }));
    co_return ctx.document("application/pdf", bon.numero + ".pdf", std::move(file));
}

} // namespace mlpp::documents
