#pragma once

#include "app/window/ui/widgets.hpp"

#include <functional>
#include <vector>

namespace clave {

/// One line of the inspector: a number, or a choice counted from 0.
struct InspectorField {
    ValueField look;
    std::function<void(double value, std::uint64_t gesture)> set;
};

// What the tabs show; empty when there is nothing to show.
[[nodiscard]] std::vector<InspectorField> stepFields(Context& ui);
[[nodiscard]] std::vector<InspectorField> trackFields(Context& ui);
[[nodiscard]] std::vector<InspectorField> patternFields(Context& ui);

/// On and off as a field.
[[nodiscard]] ValueField switchField(std::string name, std::string words, bool on);

}  // namespace clave
