// The entry point of every doctest case. Runs all of them, or those that --test-case names. It can also be a
// script host, so that tests of scripts need no other program.
#include "app/scripts/script_checks.hpp"
#include "scripts/host/script_host_entry.hpp"

#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

int main(int count, char** words)
{
    if (clave::isScriptHost(count, words))
        clave::runScriptHost(words[2], clave::scriptCheck);
    return doctest::Context {count, words}.run();
}
