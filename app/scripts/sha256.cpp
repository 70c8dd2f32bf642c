#include "app/scripts/sha256.hpp"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace clave {
namespace {
constexpr std::size_t kBlock = 64;
constexpr std::size_t kRounds = 64;
using Words = std::array<std::uint32_t, 8>;
__extension__ using Wide = unsigned __int128;

struct Constants {
    std::array<std::uint32_t, kRounds> rounds {};
    Words start {};
};

/// The first 32 bits behind the point of a root, as the standard defines its constants; exact, by bisection
/// in whole numbers: `degree` 2 or 3.
std::uint32_t fractionOfRoot(std::uint64_t number, int degree)
{
    std::uint64_t low = 0;
    std::uint64_t high = std::uint64_t {32} << 32U;
    const auto isTooLarge = [&](std::uint64_t value) {
        // value^degree against number * 2^(32 * degree), in more bits than a double has.
        Wide power = value;
        power *= value;
        if (degree == 2)
            return power > Wide {number} << 64U;
        // The cube has up to 111 bits, and the right side 96 + 9.
        return power * value > Wide {number} << 96U;
    };
    while (high - low > 1) {
        const std::uint64_t middle = low + (high - low) / 2;
        (isTooLarge(middle) ? high : low) = middle;
    }
    return static_cast<std::uint32_t>(low);
}

Constants makeConstants()
{
    Constants constants;
    std::size_t found = 0;
    for (std::uint64_t number = 2; found < kRounds; ++number) {
        bool isPrime = true;
        for (std::uint64_t divisor = 2; divisor * divisor <= number; ++divisor)
            isPrime = isPrime && number % divisor != 0;
        if (!isPrime)
            continue;
        constants.rounds[found] = fractionOfRoot(number, 3);
        if (found < constants.start.size())
            constants.start[found] = fractionOfRoot(number, 2);
        ++found;
    }
    return constants;
}

const Constants& constants()
{
    static const Constants made = makeConstants();
    return made;
}

std::uint32_t mixed(std::uint32_t word, int a, int b, std::uint32_t last)
{
    return std::rotr(word, a) ^ std::rotr(word, b) ^ last;
}

void addBlock(Words& hash, std::string_view block)
{
    std::array<std::uint32_t, kRounds> words {};
    for (std::size_t i = 0; i < kBlock; ++i)
        words[i / 4] = words[i / 4] << 8U | static_cast<unsigned char>(block[i]);
    for (std::size_t i = 16; i < kRounds; ++i)
        words[i] = words[i - 16] + mixed(words[i - 15], 7, 18, words[i - 15] >> 3U) + words[i - 7]
            + mixed(words[i - 2], 17, 19, words[i - 2] >> 10U);
    Words w = hash;
    for (std::size_t i = 0; i < kRounds; ++i) {
        auto& [a, b, c, d, e, f, g, h] = w;
        const std::uint32_t one =
            h + mixed(e, 6, 11, std::rotr(e, 25)) + ((e & f) ^ (~e & g)) + constants().rounds[i] + words[i];
        const std::uint32_t two = mixed(a, 2, 13, std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        w = {one + two, a, b, c, d + one, e, f, g};
    }
    for (std::size_t i = 0; i < hash.size(); ++i)
        hash[i] += w[i];
}
}  // namespace

std::string sha256(std::string_view text)
{
    Words hash = constants().start;
    std::string rest(text.substr(text.size() / kBlock * kBlock));
    for (std::size_t at = 0; at + kBlock <= text.size(); at += kBlock)
        addBlock(hash, text.substr(at, kBlock));
    rest += '\x80';
    while (rest.size() % kBlock != kBlock - 8)
        rest += '\0';
    const std::uint64_t bits = std::uint64_t {text.size()} * 8;
    for (int shift = 56; shift >= 0; shift -= 8)
        rest += static_cast<char>(bits >> static_cast<unsigned>(shift) & 0xFFU);
    for (std::size_t at = 0; at < rest.size(); at += kBlock)
        addBlock(hash, std::string_view(rest).substr(at, kBlock));
    std::string digits;
    for (const std::uint32_t word : hash)
        digits += fmt::format("{:08x}", word);
    return digits;
}

}  // namespace clave
