// The entry point of every doctest case. Runs all of them, or those that --test-case names.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
