#pragma once

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <charconv>
#include <iterator>
#include <map>
#include <string>
#include <system_error>
#include <vector>

namespace clave {

// What options of several commands have in common: a value that is wrong is answered with a sentence of ours
// instead of the library's. Thread-safe: yes. Realtime-safe: no.

template <typename Number>
[[nodiscard]] bool isNumber(const std::string& text, Number least, Number most)
{
    Number value {};
    const auto* const end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    return result.ec == std::errc {} && result.ptr == end && value >= least && value <= most;
}

/// No surprises such as "1e9" bars or "nan" bpm. \param what "a whole number".
template <typename Number>
[[nodiscard]] CLI::Validator number(Number least, Number most, const char* what)
{
    return {[=](std::string& text) {
                return isNumber(text, least, most)
                    ? std::string {}
                    : fmt::format("must be {} from {} to {}, not \"{}\"", what, least, most, text);
            },
        ""};
}

[[nodiscard]] inline CLI::Validator notEmpty()
{
    return {[](std::string& text) { return std::string {text.empty() ? "must not be empty" : ""}; }, ""};
}

/// An option that may be repeated, each time with one name.
inline void addNames(CLI::App& command, const char* name, std::vector<std::string>& names, const char* about)
{
    command.add_option(name, names, about)
        ->check(notEmpty())
        ->type_name("NAME")
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->expected(1)
        ->allow_extra_args(false);
}

/// An option whose value is one of a few words. \param type what stands for it in the help.
template <typename Value>
void addChoice(CLI::App& command, const char* name, Value& value, std::map<std::string, Value> choices,
    const char* about, const char* type = "WORD")
{
    std::string allowed;
    for (auto choice = choices.begin(); choice != choices.end(); ++choice) {
        const bool isLast = std::next(choice) == choices.end();
        allowed += (allowed.empty() ? "" : isLast ? " or " : ", ") + choice->first;
    }
    command
        .add_option_function<std::string>(
            name, [&value, choices](const std::string& word) { value = choices.at(word); }, about)
        ->check([choices, allowed](const std::string& word) {
            return choices.contains(word) ? std::string {}
                                          : fmt::format("must be {}, not \"{}\"", allowed, word);
        })
        ->type_name(type);
}

}  // namespace clave
