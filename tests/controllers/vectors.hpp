#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace clave::test {

/// The vectors of tests/controllers/data/NAME.json.
inline nlohmann::json vectors(const std::string& name)
{
    std::ifstream file(std::string(CLAVE_SOURCE_DIR "/tests/controllers/data/") + name + ".json");
    return nlohmann::json::parse(file).at("vectors");
}

/// "90 3C 64".
inline std::vector<std::uint8_t> bytesOfHex(const std::string& text)
{
    std::vector<std::uint8_t> bytes;
    std::istringstream words(text);
    for (std::string word; words >> word;)
        bytes.push_back(static_cast<std::uint8_t>(std::stoi(word, nullptr, 16)));
    return bytes;
}

}  // namespace clave::test
