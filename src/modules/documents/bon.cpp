#include "modules/documents/bon.h"

#include "platform/base/clock.h"
#include "platform/pdf/canvas.h"

#include <fmt/format.h>

#include <algorithm>

namespace mlpp::documents {

namespace {

using pdf::Align;
using pdf::Canvas;

std::string labelled(std::string_view label, std::string_view value) {
    return std::string(label).append(" : ").append(value);
}

constexpr double margin = 42;
constexpr double inner = pdf::page_width - 2 * margin;
constexpr double gutter = 22;
constexpr double column = (inner - gutter) / 2;
constexpr double right = margin + column + gutter;
constexpr double label_part = 0.42;
constexpr double code_size = 104;
constexpr double foot = pdf::page_height - margin - code_size;
constexpr std::size_t lines_shown_max = 6;

constexpr pdf::Colour tint{0.945, 0.965, 0.975};
constexpr pdf::Colour warning{0.99, 0.91, 0.90};
constexpr pdf::Colour danger{0.70, 0.10, 0.10};

// The address is for people of the depot's domain: what does not fit into a code is left out.
std::string within(std::string text, std::size_t size) {
    if (text.size() <= size) return text;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
        --size;
    return text.substr(0, size);
}

class Sheet {
public:
    Sheet(const Bon& bon, Language language)
        : bon_(bon), language_(language), canvas_(bon.numero) {}

    std::string draw() {
        auto y = banners(head());
        y = std::max(facts(margin, y, say("Opération", "Operation"), bon_.operation),
                     facts(right, y, say("Mesures", "Measures"), bon_.mesures)) +
            12;
        y = std::max(
                facts(margin, y, say("Correction à 15 °C", "Correction to 15 °C"), bon_.calcul),
                result(right, y)) +
            12;
        y = lines(y, say("Même opération", "Same operation"), bon_.autres);
        y = lines(y, say("Corrections depuis", "Corrections since"), bon_.corrections);
        if (bon_.note) y = note(y, *bon_.note);
        signatures(std::min(y, foot - 92));
        code();
        return canvas_.finish();
    }

private:
    std::string say(std::string_view fr, std::string_view en) const {
        return std::string{language_ == Language::fr ? fr : en};
    }

    double head() {
        canvas_.text(margin, margin, column, bon_.emetteur.nom,
                     {.size = 14, .bold = true, .lines_max = 2});
        if (bon_.emetteur.adresse)
            canvas_.text(margin, margin + 36, column, *bon_.emetteur.adresse,
                         {.size = 8, .colour = pdf::grey, .lines_max = 3});
        canvas_.text(right, margin, column, bon_.titre,
                     {.size = 16, .bold = true, .colour = pdf::petrol, .align = Align::right});
        canvas_.text(right, margin + 22, column, bon_.numero,
                     {.size = 13, .bold = true, .align = Align::right});
        canvas_.text(right, margin + 40, column, bon_.jour + "  ·  " + bon_.statut,
                     {.size = 10, .align = Align::right});
        canvas_.rule(margin, margin + 68, inner, pdf::petrol);
        return margin + 80;
    }

    double banners(double y) {
        if (bon_.annule)
            y = banner(y, say("COMPENSÉE", "TAKEN BACK") + "  —  " + *bon_.annule + "  —  " +
                              say("ce document ne compte plus", "this document counts no more"));
        if (bon_.emetteur.environnement != "prod")
            y = banner(y, say("Document d'essai, sans valeur", "Trial document, without value") +
                              " (" + bon_.emetteur.environnement + ')');
        return y;
    }

    double banner(double y, const std::string& text) {
        canvas_.box(margin, y, inner, 22, warning);
        canvas_.text(margin + 8, y + 4.5, inner - 16, text,
                     {.size = 10, .bold = true, .colour = danger, .align = Align::centre});
        return y + 30;
    }

    double heading(double x, double y, double width, const std::string& text) {
        const auto height =
            canvas_.text(x, y, width, text, {.size = 10, .bold = true, .colour = pdf::petrol});
        canvas_.rule(x, y + height + 2, width);
        return y + height + 7;
    }

    double facts(double x, double y, const std::string& title, const Faits& faits) {
        y = heading(x, y, column, title);
        for (const auto& [label, value] : faits) {
            canvas_.text(x, y, column * label_part - 4, label, {.size = 8.5, .colour = pdf::grey});
            const auto height = canvas_.text(x + column * label_part, y, column * (1 - label_part),
                                             value, {.size = 9, .lines_max = 2});
            y += std::max(height, 11.0) + 3;
        }
        return y;
    }

    double result(double x, double y) {
        y = heading(x, y, column, say("Résultat", "Result"));
        canvas_.box(x, y, column, 28 * static_cast<double>(bon_.resultat.size()) + 8, tint);
        y += 8;
        for (const auto& [label, value] : bon_.resultat) {
            canvas_.text(x + 8, y + 5, column * label_part, label, {.size = 9});
            canvas_.text(x + column * label_part, y, column * (1 - label_part) - 8, value,
                         {.size = 15, .bold = true, .align = Align::right});
            y += 28;
        }
        return y;
    }

    double lines(double y, const std::string& title, const std::vector<std::string>& texts) {
        if (texts.empty()) return y;
        y = heading(margin, y, inner, title);
        const auto shown = std::min(texts.size(), lines_shown_max);
        // The last one says what counts: the older ones give way.
        for (auto i = texts.size() - shown; i < texts.size(); ++i)
            y += canvas_.text(margin, y, inner, texts[i], {.size = 8.5}) + 2;
        if (shown < texts.size())
            y += canvas_.text(margin, y, inner, fmt::format("+ {}", texts.size() - shown),
                              {.size = 8.5, .colour = pdf::grey});
        return y + 10;
    }

    double note(double y, const std::string& text) {
        y = heading(margin, y, inner, "Note");
        return y + canvas_.text(margin, y, inner, text, {.size = 8.5, .lines_max = 4}) + 10;
    }

    void signatures(double y) {
        const auto at = std::max(y, foot - 118);
        for (const auto& [x, who] : {std::pair{margin, say("Pour le dépôt", "For the depot")},
                                     std::pair{right, say("Chauffeur", "Driver")}}) {
            canvas_.text(x, at, column, who, {.size = 8.5, .colour = pdf::grey});
            canvas_.rule(x, at + 62, column);
        }
    }

    void code() {
        canvas_.qr_code(margin, foot, code_size, pdf::QrCode::of(code_text(bon_)));
        const double x = margin + code_size + 16;
        const double width = inner - code_size - 16;
        double y = foot + 2;
        y += canvas_.text(x, y, width, bon_.numero, {.size = 11, .bold = true}) + 3;
        for (const auto& [label, value] : bon_.suivi)
            y += canvas_.text(x, y, width, labelled(label, value), {.size = 8.5}) + 1.5;
        y += canvas_.text(x, y, width,
                          say("Imprimé le : ", "Printed: ") +
                              moment(now(), bon_.emetteur.horloge, language_) + "  ·  ML_PP",
                          {.size = 8, .colour = pdf::grey}) +
             1.5;
        if (!bon_.adresse.empty())
            canvas_.text(x, y, width, bon_.adresse,
                         {.size = 8, .colour = pdf::petrol, .lines_max = 2});
    }

    const Bon& bon_;
    Language language_;
    Canvas canvas_;
};

} // namespace

std::string figure(std::string_view decimal, Language language, std::size_t decimals_min) {
    const bool negative = decimal.starts_with('-');
    if (negative) decimal.remove_prefix(1);
    const auto point = decimal.find('.');
    const auto whole = decimal.substr(0, point);
    std::string decimals{point == std::string_view::npos ? "" : decimal.substr(point + 1)};
    while (decimals.size() > decimals_min && decimals.ends_with('0'))
        decimals.pop_back();
    std::string out = negative ? "−" : "";
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (i > 0 && (whole.size() - i) % 3 == 0) out += "\u202F";
        out += whole[i];
    }
    if (!decimals.empty()) (out += language == Language::fr ? ',' : '.') += decimals;
    return out;
}

std::string day(const Date& date, Language language) {
    auto text = date.text();
    if (language == Language::en) return text;
    return text.substr(8, 2) + '/' + text.substr(5, 2) + '/' + text.substr(0, 4);
}

std::string moment(Instant instant, const sheet::Clock& clock, Language language) {
    const auto shown = clock.shown(instant);
    return day({std::chrono::floor<std::chrono::days>(shown.time)}, language) + ' ' +
           shown.text().substr(11, 5) + " (" + clock.fuseau + ')';
}

std::string code_text(const Bon& bon) {
    if (!bon.adresse.empty() && bon.adresse.size() <= pdf::QrCode::text_max) return bon.adresse;
    auto text = bon.numero + ' ' + bon.jour + ' ' + bon.statut;
    for (const auto& [label, value] : bon.resultat)
        text.append("\n").append(labelled(label, value));
    return within(std::move(text), pdf::QrCode::text_max);
}

std::string draw(const Bon& bon, Language language) {
    return Sheet(bon, language).draw();
}

} // namespace mlpp::documents
