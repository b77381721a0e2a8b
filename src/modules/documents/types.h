// What a document on paper says. Plain values; any thread.
#pragma once

#include "platform/sheet/sheet.h"

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mlpp::documents {

// The depot that hands the document out.
struct Depot {
    std::string nom;
    std::optional<std::string> adresse;
    std::string fuseau;
    std::string environnement;
};
BOOST_DESCRIBE_STRUCT(Depot, (), (nom, adresse, fuseau, environnement))

struct Emetteur : Depot {
    sheet::Clock horloge;
};

using Faits = std::vector<std::pair<std::string, std::string>>;

// One page: facts in two columns, the result, what happened since, the code.
struct Bon {
    Emetteur emetteur;
    std::string titre; // "Bon de réception"
    std::string numero;
    std::string jour;
    std::string statut;                // "Validée"
    std::optional<std::string> annule; // by which adjustment it was taken back
    Faits operation;
    Faits mesures;
    Faits calcul;
    Faits resultat;
    std::vector<std::string> autres; // other tanks of the same operation
    std::vector<std::string> corrections;
    std::optional<std::string> note;
    Faits suivi;
    std::string adresse; // of the document in the web interface; empty when it is not known
};

} // namespace mlpp::documents
