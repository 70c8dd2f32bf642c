#pragma once

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace clave {

/// Why something could not be done, as one sentence for a person: what, where (file, line, port), what to do.
struct Error {
    std::string message;

    friend bool operator==(const Error&, const Error&) = default;
};

/// A value, or the sentence that says why there is none.
///
/// Used everywhere outside the clock and output threads; those count instead of reporting.
/// Thread-safe: as its value. Realtime-safe: no (the sentence is a string).
template <typename T>
using Result = tl::expected<T, Error>;

/// Makes the failing side of a Result: `return fail("song.clave:3: ...")`.
[[nodiscard]] inline tl::unexpected<Error> fail(std::string message)
{
    return tl::unexpected<Error> {Error {std::move(message)}};
}

}  // namespace clave
