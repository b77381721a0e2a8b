// The document that a depot hands out for a posted movement: what the file of a reception or sortie
// says, as one page of PDF. Pure; drawing takes some milliseconds: on a worker.
#pragma once

#include "modules/documents/types.h"
#include "modules/mouvements/types.h"
#include "modules/volumetrie/types.h"
#include "platform/base/code.h"
#include "platform/base/date.h"

#include <boost/describe/enum_to_string.hpp>

#include <string>
#include <string_view>

namespace mlpp::documents {

// "12 345,5": thousands apart, the language's sign, no zeros at the end beyond `decimals_min`.
std::string figure(std::string_view decimal, Language language, std::size_t decimals_min = 0);

// "22/11/2026" in French, "2026-11-22" in English.
std::string day(const Date& date, Language language);
std::string moment(Instant instant, const sheet::Clock& clock, Language language);

// What the code holds: the address, if there is one, then number, day and results.
std::string code_text(const Bon& bon);

std::string draw(const Bon& bon, Language language);

// What receptions and sorties have in common; `Detail` is DetailReception or DetailSortie.
template <class Detail>
Bon bon_of(const Detail& d, Emetteur emetteur, Language language) {
    const auto say = [language](std::string_view fr, std::string_view en) {
        return std::string{language == Language::fr ? fr : en};
    };
    const auto litres = [language](Litres volume) {
        return figure(volume.text(), language) + " L";
    };
    const auto density = [language](DensiteKgm3 value) {
        return figure(value.text(), language, 1) + " kg/m³";
    };
    Bon bon;
    bon.emetteur = std::move(emetteur);
    bon.numero = d.numero;
    bon.statut = d.compensee ? say("Compensée", "Taken back") : say("Validée", "Validated");
    bon.mesures = {{say("Index avant", "Reading before"), litres(d.index_avant)},
                   {say("Index après", "Reading after"), litres(d.index_apres)},
                   {say("Volume ambiant", "Ambient volume"), litres(d.volume_ambiant)},
                   {say("Température", "Temperature"),
                    figure(d.temperature_ambiante_c.text(), language, 1) + " °C"},
                   {say("Densité observée", "Observed density"), density(d.densite_observee_kgm3)},
                   {say("Lecture", "Read with"), d.areometre
                                                     ? say("aréomètre de verre", "glass hydrometer")
                                                     : say("densimètre", "densitometer")}};
    const std::string edition{
        d.edition == correction::Edition::MPMS_11_1_2004 ? "API MPMS 11.1:2004" : "ASTM D1250-80"};
    const std::string groupe{boost::describe::enum_to_string(d.groupe, "")};
    bon.calcul = {{say("Norme", "Standard"), edition},
                  {say("Groupe de produit", "Commodity group"), groupe},
                  {say("Densité à 15 °C", "Density at 15 °C"), density(d.densite_a_15_kgm3)},
                  {say("Facteur (VCF)", "Factor (VCF)"), figure(d.vcf.text(), language, 4)},
                  {say("Volume non arrondi", "Volume unrounded"), litres(d.volume_15c_exact)},
                  {say("Arrondi", "Rounded to"), litres(d.arrondi_l)},
                  {say("Moteur", "Engine"), d.moteur_version}};
    if (d.alpha_15c)
        bon.calcul.insert(bon.calcul.begin() + 2,
                          {"α 15 °C", figure(d.alpha_15c->text(), language)});
    bon.resultat = {{say("Volume ambiant", "Ambient volume"), litres(d.volume_ambiant)},
                    {say("Volume à 15 °C", "Volume at 15 °C"), litres(d.volume_15c)}};
    for (const auto& autre : d.autres_lignes)
        bon.autres.push_back(autre.numero + "  ·  " + autre.citerne_nom.value_or("—") + "  ·  " +
                             litres(autre.volume_ambiant) + "  ·  " + litres(autre.volume_15c) +
                             say(" à 15 °C", " at 15 °C"));
    for (const auto& ajustement : d.ajustements) {
        if (ajustement.type_correction == mouvements::TypeCorrection::COMPENSATION)
            bon.annule = ajustement.numero;
        bon.corrections.push_back(ajustement.numero + "  ·  " + litres(ajustement.delta_ambiant) +
                                  "  ·  " + litres(ajustement.delta_15c) +
                                  say(" à 15 °C", " at 15 °C") + "  ·  " + ajustement.reason);
    }
    if (!d.ajustements.empty())
        bon.corrections.push_back(say("Compte aujourd'hui : ", "Counts today: ") +
                                  litres(d.net_ambiant) + "  ·  " + litres(d.net_15c) +
                                  say(" à 15 °C", " at 15 °C"));
    bon.note = d.note;
    bon.suivi = {
        {say("Enregistré par", "Recorded by"), d.auteur_nom.value_or("—")},
        {say("Validé par", "Validated by"), d.valideur_nom.value_or("—")},
        {say("Enregistré le", "Recorded"), moment(d.created_at, bon.emetteur.horloge, language)}};
    return bon;
}

} // namespace mlpp::documents
