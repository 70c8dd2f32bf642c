#include "app/cli/run.hpp"
#include "app/scripts/script_checks.hpp"
#include "scripts/host/script_host_entry.hpp"

int main(int count, char** words)
{
    if (clave::isScriptHost(count, words))
        clave::runScriptHost(words[2], clave::scriptCheck);
    return clave::runCommandLine({words + (count > 0 ? 1 : 0), words + count});
}
