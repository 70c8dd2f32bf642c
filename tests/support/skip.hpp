#pragma once

#include <cstdio>

namespace clave::test {

/// Says why a case cannot run on this machine; ctest then counts it as skipped and ./test prints the reason.
/// Use as `return test::skip("no JACK server");`, before anything is checked.
///
/// \param reason  a short sentence a person can act on
inline void skip(const char* reason)
{
    std::printf("clave-test-skipped: %s\n", reason);
    std::fflush(stdout);
}

}  // namespace clave::test
